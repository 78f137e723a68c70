// For trying it out: one region, local redundancy, nothing that costs while nobody asks.
using 'main.bicep'

param name = 'titodev'
param engine = readEnvironmentVariable('TITO_ENGINE')
param family = 'qwen3'
param apiKey = readEnvironmentVariable('TITO_API_KEY')
param sealKey = readEnvironmentVariable('TITO_SEAL_KEY', '')
param sealKeyBefore = readEnvironmentVariable('TITO_SEAL_KEY_BEFORE', '')
param redundancy = 'Standard_LRS'
param sessionTimeToLive = 604800
