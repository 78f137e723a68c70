// For a training run: storage by a private network alone, instances that are up before the first turn.
using 'main.bicep'

param name = 'tito'
param engine = readEnvironmentVariable('TITO_ENGINE')
param family = readEnvironmentVariable('TITO_FAMILY', 'qwen3')
param apiKey = readEnvironmentVariable('TITO_API_KEY')
param sealKey = readEnvironmentVariable('TITO_SEAL_KEY', '')
param sealKeyBefore = readEnvironmentVariable('TITO_SEAL_KEY_BEFORE', '')
param privateNetwork = true
param alwaysReady = 2
param maximumInstances = 100
param logRetention = 90
