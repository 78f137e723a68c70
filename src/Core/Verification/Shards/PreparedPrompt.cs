using Tito.Core.Tokens;
using Tito.Core.Verification.GoldenPrompts;

namespace Tito.Core.Verification.Shards;

/// <summary>A golden prompt whose prompt came out as it was recorded, so that an engine may be asked.</summary>
/// <param name="Item">The prompt as <c>FILE#NAME</c>.</param>
/// <param name="File">What the prompt was recorded with: the assets and the engine.</param>
/// <param name="Golden">What was recorded.</param>
/// <param name="Prompt">The prompt, made again.</param>
internal sealed record PreparedPrompt(string Item, GoldenPromptFile File, GoldenPrompt Golden, Prompt Prompt);
