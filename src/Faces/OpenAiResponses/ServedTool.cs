namespace Tito.Faces.OpenAiResponses;

/// <summary>A tool as the model knows it, and as the client does.</summary>
/// <param name="Namespace">The namespace that it is in, or null for none.</param>
/// <param name="Name">The client's name for it.</param>
/// <param name="IsCustom">Whether it takes a free text; the model calls it with that text as the argument <see cref="Input"/>.</param>
internal sealed record ServedTool(string? Namespace, string Name, bool IsCustom)
{
    /// <summary>The one argument of a custom tool.</summary>
    public const string Input = "input";

    /// <summary>The name under which the model calls it.</summary>
    public string ModelName => NameOf(Namespace, Name);

    /// <summary>The name under which the model calls a client's tool.</summary>
    /// <param name="space">The tool's namespace, or null.</param>
    /// <param name="name">The client's name for it.</param>
    public static string NameOf(string? space, string name) => space is null ? name : $"{space}.{name}";
}
