using System.Text.Json;

namespace Tito.Tokenizers.Loading;

/// <summary>A JSON object of an asset with the place where it stands, so that each refusal names its field.</summary>
internal readonly struct AssetObject
{
    private readonly JsonElement _json;
    private readonly string _path;

    /// <exception cref="AssetException"><paramref name="json"/> is not an object.</exception>
    public AssetObject(JsonElement json, string path)
    {
        (_json, _path) = (json, path);
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new AssetException(path, $"must be an object, not {Show(json)}.");
        }
    }

    /// <summary>All fields in their order.</summary>
    public IEnumerable<JsonProperty> Fields => _json.EnumerateObject();

    /// <summary>The value of the field <c>type</c>.</summary>
    public string Type => RequireString("type");

    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public JsonElement Require(string name) =>
        _json.TryGetProperty(name, out var value) ? value : throw new AssetException(PathOf(name), "is missing.");

    /// <summary>A field's value, or null when it is absent or JSON null.</summary>
    public JsonElement? Optional(string name) =>
        _json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public AssetObject RequireObject(string name) => new(Require(name), PathOf(name));

    /// <summary>A field that is an object, or null when it is absent or JSON null.</summary>
    public AssetObject? OptionalObject(string name) => Optional(name) is { } value ? new(value, PathOf(name)) : null;

    /// <summary>The items of a field that must be an array, each with its place.</summary>
    public IEnumerable<(JsonElement Item, string Path)> RequireItems(string name)
    {
        var items = Require(name);
        var path = PathOf(name);
        return items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray().Select((item, i) => (item, $"{path}[{i}]"))
            : throw new AssetException(path, $"must be an array, not {Show(items)}.");
    }

    public string RequireString(string name) => StringOf(Require(name), PathOf(name));

    public string? OptionalString(string name) => Optional(name) is { } value ? StringOf(value, PathOf(name)) : null;

    public bool RequireBoolean(string name) => BooleanOf(Require(name), PathOf(name));

    /// <summary>A field that is true or false; false when it is absent or JSON null.</summary>
    public bool Flag(string name) => Optional(name) is { } value && BooleanOf(value, PathOf(name));

    public int RequireInt32(string name) => Int32Of(Require(name), PathOf(name));

    /// <summary>Refuses every field that is not named here: it could change what the asset means.</summary>
    /// <exception cref="AssetException">Names the field and its value.</exception>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach (var property in _json.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                throw new AssetException(PathOf(property.Name), $"is not understood, with its value {Show(property.Value)}.");
            }
        }
    }

    /// <summary>An error about a field's value.</summary>
    public AssetException Refuse(string name, string reason) => new(PathOf(name), $"{reason}, not {Show(Require(name))}.");

    public static string StringOf(JsonElement json, string path) => json.ValueKind == JsonValueKind.String
        ? json.GetString()!
        : throw new AssetException(path, $"must be a string, not {Show(json)}.");

    public static int Int32Of(JsonElement json, string path) => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var value)
        ? value
        : throw new AssetException(path, $"must be a whole number of 32 bits, not {Show(json)}.");

    private static bool BooleanOf(JsonElement json, string path) => json.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? json.GetBoolean()
        : throw new AssetException(path, $"must be true or false, not {Show(json)}.");

    private static string Show(JsonElement json)
    {
        const int most = 80;
        var text = json.GetRawText();
        return text.Length <= most ? text : $"{text.AsSpan(0, most)}…";
    }
}
