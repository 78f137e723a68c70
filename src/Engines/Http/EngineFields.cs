using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tito.Engines.Http;

/// <summary>The fields of a request to an engine, in the order in which they were added.</summary>
/// <remarks>For one thread. It refers to the client's JSON and is to be written before that is disposed.</remarks>
internal sealed class EngineFields
{
    private readonly List<(string Name, byte[] Value)> _fields = [];

    /// <summary>Adds a client's value with the bytes with which it came: a number that was written <c>0.70</c> stays so.</summary>
    /// <param name="field">The client's field.</param>
    /// <param name="name">The engine's name.</param>
    /// <exception cref="UnservedFieldException">Another field of the client's says the same.</exception>
    public void Add(JsonProperty field, string name) => Add(field, name, JsonMarshal.GetRawUtf8Value(field.Value).ToArray());

    /// <summary>Adds a value.</summary>
    /// <param name="field">The client's field, for an error.</param>
    /// <param name="name">The engine's name.</param>
    /// <param name="value">One JSON value.</param>
    /// <exception cref="UnservedFieldException">Another field of the client's says the same.</exception>
    public void Add(JsonProperty field, string name, byte[] value)
    {
        if (Has(name))
        {
            throw new UnservedFieldException(field.Name, "says again what another field says already. Leave one of them out.");
        }

        _fields.Add((name, value));
    }

    /// <summary>Whether the engine gets a field.</summary>
    public bool Has(string name) => _fields.Exists(field => field.Name == name);

    /// <summary>Writes the fields into an open object.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        foreach (var (name, value) in _fields)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }
    }
}
