namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The tests that share one published folder.</summary>
[CollectionDefinition(PublishedApp.Name)]
public sealed class PublishedAppTests : ICollectionFixture<PublishedApp>;
