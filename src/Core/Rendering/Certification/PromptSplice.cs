using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Rendering.Certification;

/// <summary>The splice under test, as a session calls it. Must be thread-safe and pure.</summary>
/// <param name="prefixIds">The tokens so far, one or more.</param>
/// <param name="stored">The messages behind them; the last one is an assistant's.</param>
/// <param name="appended">The messages that follow; may be empty.</param>
/// <param name="tools">The request's tools.</param>
/// <param name="arguments">The effective template arguments.</param>
/// <exception cref="RenderException">The template failed on these messages.</exception>
public delegate SplicedPrompt PromptSplice(
    ImmutableArray<int> prefixIds, IReadOnlyList<ChatMessage> stored, IReadOnlyList<ChatMessage> appended, ToolList tools, TemplateArguments arguments);
