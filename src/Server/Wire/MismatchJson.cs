using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Comparison;
using Tito.Core.Messages;

namespace Tito.Server.Wire;

/// <summary>The comparator's verdict on the wire.</summary>
internal static class MismatchJson
{
    /// <summary>Writes a list of mismatches.</summary>
    public static void Write(Utf8JsonWriter json, string name, ImmutableArray<Mismatch> mismatches)
    {
        json.WriteStartArray(name);
        foreach (var mismatch in mismatches)
        {
            json.WriteStartObject();
            json.WriteString("type", WireName.Of(mismatch.Type));
            json.WriteNumber("segment_index", mismatch.SegmentIndex);
            json.WriteString("expected_text", mismatch.ExpectedText);
            json.WriteString("actual_text", mismatch.ActualText);
            json.WriteString("detail", mismatch.Detail);
            json.WriteNumber("expected_token_index", mismatch.Place.ExpectedTokenIndex);
            json.WriteNumber("actual_token_index", mismatch.Place.ActualTokenIndex);
            json.WriteNumber("char_index", mismatch.Place.CharIndex);
            json.WriteNumber("turn_index", mismatch.Place.TurnIndex);
            json.WriteString("cause", WireName.Of(mismatch.Cause));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
