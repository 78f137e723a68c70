using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Certification;

/// <summary>The tool calls that an assistant message of the alphabet may have.</summary>
/// <param name="Json">The elements of <c>tool_calls</c>, or null for none.</param>
/// <param name="Names">The functions, in order.</param>
/// <param name="Values">Texts of the arguments in the order in which the calls have them.</param>
/// <param name="SortedValues">The same in the order of the arguments' keys.</param>
internal sealed record CallSet(
    string? Json, ImmutableArray<string> Names, ImmutableArray<string> Values, ImmutableArray<string> SortedValues)
{
    // Ids as Kimi's engine writes them, with the function's name: Kimi's template prints the id where others print the name.
    private const string Weather =
        """{"id":"functions.get_weather:0","type":"function","function":"""
        + """{"name":"get_weather","arguments":"{\"unit\": \"celsius\", \"city\": \"Oslo\"}"}}""";

    private const string Shell =
        """{"id":"functions.run_shell:1","type":"function","function":{"name":"run_shell","arguments":"{\"cmd\": \"ls -la\"}"}}""";

    /// <summary>
    /// A value of every kind: numbers, an object in an object, a list, true and null, what is empty, and what HTML would escape. The keys
    /// are in order, so that sorting them changes nothing.
    /// </summary>
    private const string StructuredArguments =
        """{"count": 17, "deep": {"labels": {"x & y": ["<z>", null]}, "on": true}, "files": ["a.txt", "it's.txt"],"""
        + """ "gone": null, "none": {}, "nothing": [], "off": false, "ratio": -2.5}""";

    /// <summary>No calls.</summary>
    public static CallSet None { get; } = new(null, [], [], []);

    /// <summary>One call with two texts.</summary>
    public static CallSet One { get; } = new(Weather, ["get_weather"], ["celsius", "Oslo"], ["Oslo", "celsius"]);

    /// <summary>Two parallel calls.</summary>
    public static CallSet Two { get; } = new(
        $"{Weather},{Shell}", ["get_weather", "run_shell"], ["celsius", "Oslo", "ls -la"], ["Oslo", "celsius", "ls -la"]);

    /// <summary>One call with a value of every kind.</summary>
    public static CallSet Structured { get; } = Of(
        """{"id":"functions.edit_files:0","type":"function","function":{"name":"edit_files","arguments":" """.TrimEnd()
        + $"{JsonEncodedText.Encode(StructuredArguments)}\"}}}}",
        ["edit_files"],
        ["17", "x & y", "<z>", "a.txt", "it's.txt", "-2.5"]);

    /// <summary>Every set, the simplest first. A set's index names it.</summary>
    public static ImmutableArray<CallSet> All { get; } = [None, One, Two, Structured];

    /// <summary>The lists of texts that a template must show in order.</summary>
    public IEnumerable<ImmutableArray<string>> Traces(bool sortsArguments) =>
        Json is null ? [] : [Names, sortsArguments ? SortedValues : Values];

    private static CallSet Of(string json, ImmutableArray<string> names, ImmutableArray<string> values) => new(json, names, values, values);
}
