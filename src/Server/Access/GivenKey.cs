namespace Tito.Server.Access;

/// <summary>The keys that a request carries, as OpenAI's clients send one and as Anthropic's do.</summary>
internal static class GivenKey
{
    private const string Bearer = "Bearer ";

    /// <summary>The keys: that of <c>Authorization</c>, then that of <c>x-api-key</c>, where there are any.</summary>
    public static IEnumerable<string> All(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString() is var given && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            yield return given[Bearer.Length..];
        }

        if (request.Headers["x-api-key"].ToString() is { Length: > 0 } key)
        {
            yield return key;
        }
    }
}
