namespace Tito.Core.Rendering;

/// <summary>A conversation cannot be rendered: the chat template raised, or the model's format has no place for these messages.</summary>
/// <param name="message">What failed; for a template with the place in it.</param>
/// <param name="cause">The template engine's account, or null where the format is code.</param>
public sealed class RenderException(string message, Exception? cause) : Exception(message, cause);
