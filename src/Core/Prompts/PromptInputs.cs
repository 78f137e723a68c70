using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Rendering;
using Tito.Core.Trajectories;

namespace Tito.Core.Prompts;

/// <summary>What shapes a prompt besides its messages, read into the form that a template is given.</summary>
/// <remarks>Immutable and thread-safe, as long as the documents that it was read from are not disposed.</remarks>
/// <param name="Tools">The tools that the model may call.</param>
/// <param name="Arguments">The effective template arguments.</param>
public sealed record PromptInputs(ToolList Tools, TemplateArguments Arguments)
{
    /// <summary>Reads inputs; the server's own arguments lie under what the request says, and the family's fixed ones over both.</summary>
    /// <param name="family">Gives the fixed arguments.</param>
    /// <param name="serverArguments">Template arguments of the server: a JSON object, or null. A recorded turn has them in its own.</param>
    /// <param name="inputs">The inputs as they came.</param>
    /// <exception cref="Messages.MessageException">A tool or an argument is of the wrong form, or contradicts the family.</exception>
    public static PromptInputs Read(Family family, JsonElement? serverArguments, TurnInputs inputs) =>
        new(ToolList.Parse(inputs.Tools), TemplateArguments.Merge(family, serverArguments, inputs.Arguments, inputs.Effort));

    /// <summary>The inputs of a turn that was recorded.</summary>
    /// <param name="family">The turn's family.</param>
    /// <param name="turn">The turn.</param>
    /// <exception cref="Messages.MessageException">The record holds what no request could.</exception>
    public static PromptInputs Of(Family family, Turn turn) => Read(family, null, turn.Content.Inputs);
}
