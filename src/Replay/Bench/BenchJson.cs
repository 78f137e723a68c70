using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Replay.Bench;

/// <summary>Measurements as JSON (docs/conformance.md); times are milliseconds, but for the fields that say otherwise.</summary>
internal static class BenchJson
{
    private const int Digits = 3;

    /// <summary>The object, on a line.</summary>
    public static string Line(BenchResult result) => JsonBytes.Text(json => Write(json, result));

    private static void Write(Utf8JsonWriter json, BenchResult result)
    {
        json.WriteStartObject();
        json.WriteStartArray("contexts");
        foreach (var context in result.Contexts)
        {
            json.WriteStartObject();
            json.WriteNumber("tokens", context.Tokens);
            json.WriteNumber("turns", context.Turns);
            Times(
                json, ("first_ms", context.First), ("p50_ms", context.Median), ("p99_ms", context.High), ("floor_ms", context.Floor),
                ("own_ms", context.Own));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("sessions");
        foreach (var rate in result.Rates)
        {
            json.WriteStartObject();
            json.WriteNumber("sessions", rate.Sessions);
            json.WriteNumber("turns", rate.Turns);
            json.WriteNumber("failed", rate.Failed);
            Times(
                json, ("seconds", rate.Seconds), ("turns_a_second", rate.PerSecond), ("p50_ms", rate.Median), ("p99_ms", rate.High));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteMemory(json, result.Memory);
        WriteRecovery(json, result.Recovery);
        json.WriteEndObject();
    }

    private static void WriteMemory(Utf8JsonWriter json, BenchResult.Resident? memory)
    {
        if (memory is not null)
        {
            json.WriteStartObject("memory");
            json.WriteNumber("sessions", memory.Sessions);
            json.WriteNumber("tokens", memory.Tokens);
            json.WriteNumber("before_bytes", memory.Before);
            json.WriteNumber("after_bytes", memory.After);
            json.WriteNumber("bytes_a_session", memory.PerSession);
            json.WriteEndObject();
        }
    }

    private static void WriteRecovery(Utf8JsonWriter json, BenchResult.Recovered? recovery)
    {
        if (recovery is not null)
        {
            json.WriteStartObject("recovery");
            Times(json, ("answers_ms", recovery.Answers));
            if (recovery.Resumes is { } resumes)
            {
                Times(json, ("resumes_ms", resumes));
            }

            json.WriteBoolean("keeps_prefix", recovery.KeepsPrefix);
            json.WriteNumber("pid", recovery.ProcessId);
            json.WriteEndObject();
        }
    }

    private static void Times(Utf8JsonWriter json, params ReadOnlySpan<(string Name, double Value)> values)
    {
        foreach (var (name, value) in values)
        {
            json.WriteNumber(name, Math.Round(value, Digits));
        }
    }
}
