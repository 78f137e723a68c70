using System.Text.Json;

namespace Tito.Core.Verification.Runs;

/// <summary>Numbers that may be missing.</summary>
internal static class JsonNumbers
{
    /// <summary>Writes a member whose value may be missing, which is told as JSON <c>null</c>.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
