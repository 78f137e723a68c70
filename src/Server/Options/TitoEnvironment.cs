namespace Tito.Server.Options;

/// <summary>Environment variables as options: <c>TITO_ENGINE_TIMEOUT</c> is <c>engine-timeout</c>.</summary>
internal sealed class TitoEnvironment : ConfigurationProvider, IConfigurationSource
{
    /// <summary>What the names of our variables begin with.</summary>
    public const string Prefix = "TITO_";

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <inheritdoc/>
    public override void Load()
    {
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                Set(name[Prefix.Length..].Replace('_', '-').ToLowerInvariant(), (string?)variable.Value);
            }
        }
    }
}
