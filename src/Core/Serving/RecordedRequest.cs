using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Trajectories;

namespace Tito.Core.Serving;

/// <summary>What a turn's request said besides its messages, read from its record as far as a render needs it.</summary>
/// <param name="Tools">The tools that the model could call.</param>
/// <param name="Arguments">The effective template arguments.</param>
internal sealed record RecordedRequest(ToolList Tools, TemplateArguments Arguments)
{
    /// <summary>Reads the record of a turn.</summary>
    /// <exception cref="MessageException">The record holds what no request could.</exception>
    public static RecordedRequest Of(Turn turn, Family family) =>
        new(ToolList.Parse(Field(turn, "tools")), TemplateArguments.Merge(family, null, Field(turn, "chat_template_kwargs")));

    private static JsonElement? Field(Turn turn, string name) =>
        turn.Content.Exchange.Request.TryGetProperty(name, out var value) ? value : null;
}
