using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Core.Verification;

namespace Tito.Simulation.Scenarios;

/// <summary>Reads the file of the pools.</summary>
internal static class PoolsReader
{
    /// <summary>Reads the whole file.</summary>
    public static ScenarioPools Read(JsonElement root)
    {
        if (Text(root, "format") != GoldenFormat.Pools || root.GetProperty("version").GetInt32() != 1)
        {
            throw new InvalidDataException($"format: must be \"{GoldenFormat.Pools}\" of version 1.");
        }

        return new()
        {
            Users = Texts(root, "users"),
            Tricky = Texts(root, "tricky"),
            Systems = Texts(root, "systems"),
            Results = Texts(root, "results"),
            Contents = Texts(root, "contents"),
            Dates = Texts(root, "dates"),
            Policies = Texts(root, "policies"),
            Matchers = Texts(root, "matchers"),
            Toolsets = [.. root.GetProperty("toolsets").EnumerateArray()],
            Off = root.GetProperty("off"),
            Bytes = [.. root.GetProperty("bytes").EnumerateArray().Select(id => id.GetInt32())],
            Kinds = [.. root.GetProperty("kinds").EnumerateArray().Where(kind => kind.GetProperty("seeded").GetBoolean()).Select(Kind)],
            Families = [.. root.GetProperty("families").EnumerateObject().Select(family => Family(family.Name, family.Value))],
        };
    }

    private static ScenarioKind Kind(JsonElement kind) => new(
        Text(kind, "name"),
        kind.GetProperty("tools") is { ValueKind: JsonValueKind.Number } tools ? tools.GetInt32() : null,
        kind.GetProperty("think").ValueKind == JsonValueKind.String,
        kind.GetProperty("open"),
        [.. kind.GetProperty("script").EnumerateArray().Select(Operation)]);

    private static (string Name, JsonElement? Argument) Operation(JsonElement operation) =>
        (operation[0].GetString()!, operation.GetArrayLength() > 1 ? operation[1] : null);

    private static FamilyPool Family(string name, JsonElement family)
    {
        var thinks = family.GetProperty("thinks");
        return new(
            name,
            Texts(family, "roles").Contains("system"),
            (thinks[0].GetString() ?? FamilyWords.Plain, thinks[1].GetString() ?? FamilyWords.Plain),
            family.GetProperty("answers").EnumerateObject().ToFrozenDictionary(
                state => state.Name,
                state => state.Value.EnumerateObject().ToFrozenDictionary(
                    group => group.Name, group => ImmutableArray.CreateRange(group.Value.EnumerateArray().Select(Recipe)))));
    }

    private static AnswerRecipe Recipe(JsonElement answer) => new(
        [.. answer.GetProperty("pieces").EnumerateArray().Select(Piece)],
        Text(answer, "finish_reason"),
        (answer.GetProperty("stop_token"), answer.GetProperty("stop_text")) switch
        {
            ({ ValueKind: JsonValueKind.Number } token, var text) => new StopMatch(token.GetInt32(), text.GetString()),
            (_, { ValueKind: JsonValueKind.String } text) => new StopMatch(null, text.GetString()),
            _ => null,
        },
        answer.GetProperty("reasoning").GetString(),
        Text(answer, "content"),
        [
            .. answer.GetProperty("calls").EnumerateArray()
                .Select(call => (call[0].GetString()!, call[1].GetString()!, call[2].GetString())),
        ]);

    private static AnswerPiece Piece(JsonElement piece) =>
        piece.ValueKind == JsonValueKind.Number ? new(piece.GetInt32(), "") : new(null, piece.GetString()!);

    private static ImmutableArray<string> Texts(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
