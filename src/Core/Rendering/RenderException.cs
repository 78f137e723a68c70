using Tito.Core.Templates;

namespace Tito.Core.Rendering;

/// <summary>The chat template failed on a conversation: it raised, or it cannot work with these messages.</summary>
/// <param name="cause">The template engine's account, with the place in the template.</param>
public sealed class RenderException(TemplateException cause) : Exception(cause.Message, cause);
