using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>Kimi K2.5, and Kimi K2 before it.</summary>
internal static class Kimi25Family
{
    /// <summary>
    /// The published template empties the reasoning of turns up to the last assistant message without tool calls; <c>kimi25.jinja</c> keeps
    /// it.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "kimi25",
        FixedTemplate = EmbeddedTemplate.Read("kimi25.jinja"),
        FixedArguments = [new("preserve_thinking", JsonElement.Parse("true"))],
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.None(),
        StopTokens = ["<|im_end|>"],
        ForeignStopTokens = ["[EOS]", "[EOT]", "<|endoftext|>"],
        RequiredTokens = ["<|im_system|>", "<|im_user|>", "<|im_assistant|>", "<|im_middle|>", "<|im_end|>"],
        AssistantStart = "<|im_assistant|>",
        BoundaryExclusions = ["<|im_middle|>"],
    };
}
