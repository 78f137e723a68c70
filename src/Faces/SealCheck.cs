using System.Collections.Immutable;
using System.Globalization;
using Tito.Core.Messages;

namespace Tito.Faces;

/// <summary>Checks the seals of one request, and counts those that others gave.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="seal">The seals of the session.</param>
internal sealed class SealCheck(ReasoningSeal seal)
{
    private int _foreign;

    /// <summary>What the answer says of them: how many blocks of reasoning had a seal of somebody else's.</summary>
    public ImmutableArray<FaceNote> Notes =>
        _foreign == 0 ? [] : [new("foreign-reasoning", _foreign.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Reads a seal.</summary>
    /// <param name="place">Where it stands; absent, null and empty are none.</param>
    /// <param name="thought">The text that it came with.</param>
    /// <returns>The id of the answer that it was given with; null where this session gave none.</returns>
    /// <exception cref="MessageException">It is forged; it names the place.</exception>
    public string? Read(JsonPlace place, string thought)
    {
        if (place.Present is not { } present)
        {
            return null;
        }

        var reading = seal.Read(present.Text(), thought);
        _foreign += reading.Kind == SealKind.Foreign ? 1 : 0;
        return reading.Kind != SealKind.Forged
            ? reading.AnswerId
            : throw place.Refusal(
                "has this server's form, and is not what it gave with this text. Send the reasoning unchanged, or leave it out.");
    }
}
