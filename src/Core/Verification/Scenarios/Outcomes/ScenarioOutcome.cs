using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tito.Core.Verification.Scenarios.Outcomes;

/// <summary>What came of a scenario: what the digest of a manifest binds (docs/golden-scenarios.md).</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Steps">What came of each step that was taken, in order.</param>
/// <param name="Session">The session afterwards; null where it could not be read.</param>
public sealed record ScenarioOutcome(ImmutableArray<StepOutcome> Steps, SessionOutcome? Session)
{
    /// <summary>The SHA-256 over <see cref="Text"/>, in lowercase hexadecimal digits.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text())));

    /// <summary>The lines of the steps and of the session, each with a line feed, their fields parted by tabs.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        foreach (var step in Steps)
        {
            text.Append(step.Line).Append('\n');
        }

        if (Session is { } session)
        {
            text.Append(CultureInfo.InvariantCulture, $"session\t{session.Genesis}\t{session.Digest}\t{session.Active}\t");
            text.AppendJoin(',', session.Mismatches).Append('\n');
        }

        return text.ToString();
    }
}
