using System.Text.Json;
using Tito.Faces;
using Tito.Replay.Surfaces;
using Tito.Server.Wire;

namespace Tito.Replay.Told;

/// <summary>Reads what a client of a face is told.</summary>
internal static class AnswerReader
{
    /// <summary>The face of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static IFace Face(string name) => ServedFaces.Find(name)
        ?? throw new KeyNotFoundException($"face: must be one of {string.Join(", ", ServedFaces.All.Select(face => face.Name))}.");

    /// <summary>Reads an answer.</summary>
    /// <param name="face">The name of the client's face.</param>
    /// <param name="answer">What came.</param>
    /// <exception cref="JsonException">It is not what the face writes.</exception>
    public static ToldAnswer Read(string face, SurfaceAnswer answer)
    {
        var parts = new ToldParts();
        if (answer.Body.Span.TrimStart("\n\r "u8) is [(byte)'{', ..])
        {
            ReadWhole(face, parts, JsonElement.Parse(answer.Body.Span));
            return parts.ToAnswer();
        }

        foreach (var told in EventFrames.Read(answer.Body))
        {
            if (told is not { } json)
            {
                parts.IsWhole = true;
            }
            else if (ToldParts.Member(json, "error") is { } error)
            {
                parts.Fail(error);
            }
            else
            {
                ReadEvent(face, parts, json);
            }
        }

        return parts.ToAnswer();
    }

    private static void ReadWhole(string face, ToldParts parts, JsonElement answer)
    {
        parts.IsWhole = true;
        if (ToldParts.Member(answer, "error") is { } error)
        {
            parts.Fail(error);
            return;
        }

        switch (face)
        {
            case "openai-responses":
                ResponsesTold.Whole(parts, answer);
                break;
            case "anthropic-messages":
                MessagesTold.Whole(parts, answer);
                break;
            default:
                ChatTold.Whole(parts, answer);
                break;
        }
    }

    private static void ReadEvent(string face, ToldParts parts, JsonElement told)
    {
        switch (face)
        {
            case "openai-responses":
                ResponsesTold.Event(parts, told);
                break;
            case "anthropic-messages":
                MessagesTold.Event(parts, told);
                break;
            default:
                ChatTold.Event(parts, told);
                break;
        }
    }
}
