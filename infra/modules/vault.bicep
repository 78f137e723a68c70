// The key vault: the key that clients send, and whatever else is secret. The app reads it and may do nothing else there.
param name string
param location string
param tags object
param isPrivate bool
param principalId string

@description('Names and values; one without a value is left out.')
@secure()
param secrets object

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6' // Key Vault Secrets User

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }

}

resource kept 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [
  for name in ['api-key', 'seal-key', 'seal-key-before', 'engine-api-key', 'verify-webhook']: if (!empty(secrets[name])) {
    parent: vault
    name: name
    properties: { value: secrets[name] }
  }
]

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

output id string = vault.id

@description('With a slash at its end. A reference without a version finds a new value after a restart, or within a day.')
output uri string = vault.properties.vaultUri
