using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Tests.Unit.Splicing;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>The served models of the scripts, each loaded once.</summary>
internal static class ScriptModels
{
    private static readonly SessionModel Closing = Load(new BoundaryRule.AppendAfter("<|e|>", "\n"), SpliceModel.Closing, 0);
    private static readonly SessionModel Opening = Load(new BoundaryRule.ReplaceTrailing(["<|u|>", "<|t|>"]), SpliceModel.Opening, 1);

    public static SessionModel Of(ScriptFamily family) => family == ScriptFamily.Closing ? Closing : Opening;

    private static SessionModel Load(BoundaryRule boundary, string template, int maxTrimTokens) => SessionModel.Load(
        new()
        {
            Name = "tiny",
            FixedTemplate = template,
            AppendRoles = [Role.Tool, Role.User],
            Boundary = boundary,
            AssistantStart = "<|a|>",
            MaxTrimTokens = maxTrimTokens,
        },
        SpliceModel.Assets(),
        null);
}
