namespace Tito.Engines.Http;

/// <summary>A client's field cannot be expressed on a wire. Nothing was sent.</summary>
/// <param name="name">The field's name.</param>
/// <param name="reason">The rest of a sentence that begins with the name.</param>
public sealed class UnservedFieldException(string name, string reason) : Exception($"{name} {reason}")
{
    /// <summary>The field's name.</summary>
    public string Field => name;

    /// <summary>The rest of a sentence that begins with the name.</summary>
    public string Reason => reason;
}
