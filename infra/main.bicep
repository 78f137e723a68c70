// A session server on Azure: a function app on the Flex Consumption plan, its storage, what watches it, and who may do what.
targetScope = 'resourceGroup'

@description('Begins the name of every resource: 3 to 11 lower-case letters and digits.')
@minLength(3)
@maxLength(11)
param name string

@description('Where the resources are. An engine that is far away costs its distance in every turn.')
param location string = resourceGroup().location

@description('The engines, as the option --engine takes them: addresses with their wire, separated by commas.')
param engine string

@description('The model family, as the option --family takes it.')
param family string

@description('The name of the family\'s file in the package\'s folder family (deploy.sh --family-file); empty for a built-in family.')
param familyFile string = ''

@description('Whether the package has golden trajectories in its folder corpus (deploy.sh --corpus), for the verification of each night.')
param hasCorpus bool = false

@description('The model\'s name in the list of models; empty for the family\'s.')
param modelName string = ''

@description('Seconds that an engine may take for one answer, 1 to 86,400.')
@minValue(1)
@maxValue(86400)
param engineTimeout int = 600

@description('Seconds that a session may stay unused before it is removed; 0 for never.')
@minValue(0)
param sessionTimeToLive int = 0

@description('Further settings of the app, by the names of docs/server.md: TITO_SESSION_DEFAULTS, for example. Never a secret.')
param settings object = {}

@description('The key that clients send. It is kept in the key vault; the app refers to it there.')
@secure()
@minLength(20)
param apiKey string

@description('What the journal\'s rows are sealed with; empty for no key. It is kept in the key vault, and every deployment needs the same.')
@secure()
param sealKey string = ''

@description('The seal key before this one, whose rows are read too; empty for none. It is kept in the key vault.')
@secure()
param sealKeyBefore string = ''

@description('The key that the engines were started with; empty for none. It is kept in the key vault.')
@secure()
param engineApiKey string = ''

@description('Where a failed verification is told, an https address with whatever secret it has; empty for nowhere. It is kept in the key vault.')
@secure()
param verifyWebhook string = ''

@description('The name of Durable\'s task hub, 3 to 45 letters and digits; empty for that of host.json. Two apps of one storage account need two.')
@maxLength(45)
param taskHub string = ''

@description('Megabytes of an instance.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('The most instances at a time.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances that are always up, so that no first turn waits for a start. They cost when nobody asks.')
@minValue(0)
@maxValue(20)
param alwaysReady int = 0

@description('Requests that an instance takes at a time. A turn waits for its engine most of its time.')
@minValue(1)
@maxValue(1000)
param requestsPerInstance int = 64

@description('Whether storage and key vault are reached by a private network alone.')
param privateNetwork bool = false

@description('The redundancy of the storage account that holds the sessions.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param redundancy string = 'Standard_ZRS'

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetention int = 30

@description('Tags of every resource.')
param tags object = {}

var suffix = uniqueString(resourceGroup().id, name)
var packages = 'packages'
var home = '/home' // Of every instance.
var folder = '${home}/site/wwwroot' // Where an app's package is mounted.

// What is empty is not set; the vault has no secret of that name then.
var reference = '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets'
var secretSettings = union(
  { TITO_API_KEY: '${reference}/api-key)' },
  empty(sealKey) ? {} : { TITO_SEAL_KEY: '${reference}/seal-key)' },
  empty(sealKeyBefore) ? {} : { TITO_SEAL_KEY_BEFORE: '${reference}/seal-key-before)' },
  empty(engineApiKey) ? {} : { TITO_ENGINE_API_KEY: '${reference}/engine-api-key)' },
  empty(verifyWebhook) ? {} : { TITO_VERIFY_WEBHOOK: '${reference}/verify-webhook)' }
)

module identity 'modules/identity.bicep' = {
  name: '${name}-identity'
  params: { name: '${name}-app', location: location, tags: tags }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: '${name}-network'
  params: { name: name, location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  name: '${name}-storage'
  params: {
    name: toLower(take('${name}${suffix}', 24))
    location: location
    tags: tags
    redundancy: redundancy
    packages: packages
    isPrivate: privateNetwork
    principalId: identity.outputs.principalId
  }
}

module vault 'modules/vault.bicep' = {
  name: '${name}-vault'
  params: {
    name: take('${name}-${suffix}', 24)
    location: location
    tags: tags
    isPrivate: privateNetwork
    principalId: identity.outputs.principalId
    secrets: {
      'api-key': apiKey
      'seal-key': sealKey
      'seal-key-before': sealKeyBefore
      'engine-api-key': engineApiKey
      'verify-webhook': verifyWebhook
    }
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: '${name}-monitoring'
  params: {
    name: name
    location: location
    tags: tags
    retention: logRetention
    principalId: identity.outputs.principalId
  }
}

module endpoints 'modules/endpoints.bicep' = if (privateNetwork) {
  name: '${name}-endpoints'
  params: {
    name: name
    location: location
    tags: tags
    networkId: network.?outputs.id ?? ''
    subnetId: network.?outputs.endpointSubnetId ?? ''
    storageId: storage.outputs.id
    vaultId: vault.outputs.id
  }
}

// After the endpoints: where the vault is private, a reference that is resolved before there is a way to it stays unresolved.
module app 'modules/app.bicep' = {
  name: '${name}-app'
  dependsOn: [endpoints]
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    clientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packages: packages
    insights: monitoring.outputs.connectionString
    subnetId: privateNetwork ? (network.?outputs.appSubnetId ?? '') : ''
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
    requestsPerInstance: requestsPerInstance
    settings: union(
      {
        TITO_ENGINE: engine
        TITO_FAMILY: family
        TITO_MODEL_NAME: modelName
        TITO_ENGINE_TIMEOUT: string(engineTimeout)
        TITO_SESSION_TTL: string(sessionTimeToLive)
        TITO_TABLES: storage.outputs.tables
        // Parts of the instance's MiB, so that a ceiling is met before the platform ends the instance: docs/deploy.md.
        TITO_BODY_MEGABYTES: string(instanceMemory / 32)
        TITO_ANSWER_MEGABYTES: string(instanceMemory / 32)
        TITO_HOT_MEGABYTES: string(instanceMemory / 8)
      },
      empty(familyFile) ? {} : { TITO_FAMILY_FILE: '${folder}/family/${familyFile}' },
      hasCorpus ? { TITO_VERIFY_CORPUS: '${folder}/corpus' } : {},
      empty(taskHub) ? {} : { AzureFunctionsJobHost__extensions__durableTask__hubName: taskHub },
      secretSettings,
      settings
    )
  }
}

@description('The app\'s name, which a deployment of a package needs.')
output appName string = app.outputs.name

@description('Where clients open their sessions.')
output url string = app.outputs.url
