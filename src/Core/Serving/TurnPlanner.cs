using System.Diagnostics;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Serving;

/// <summary>What happens to a request before an engine sees it: the three levels of append-only, one after the other.</summary>
/// <remarks>Pure and thread-safe.</remarks>
/// <param name="model">The served model.</param>
internal sealed class TurnPlanner(SessionModel model)
{
    /// <summary>Prepares a request against a session.</summary>
    public TurnPreparation Prepare(JournaledSession session, ChatRequest request)
    {
        try
        {
            var arguments = TemplateArguments.Merge(model.Family, model.ServerArguments, request.TemplateArguments);
            return new Positioner(session.Head.Settings, model.Family.AppendRoles).Position(session.Trajectory, request.Messages) switch
            {
                PositionOutcome.Refused refused => new TurnPreparation.Failed(Problems.Refused(refused)),
                PositionOutcome.Positioned position => Splice(session.Head, Own(position), request, arguments),
                _ => throw new UnreachableException(),
            };
        }
        catch (MessageException invalid)
        {
            return new TurnPreparation.Failed(new(ProblemCode.InvalidRequest, invalid.Message, invalid.Param));
        }
        catch (RenderException failed)
        {
            return new TurnPreparation.Failed(Problems.TemplateFailed(failed));
        }
    }

    // The request's document ends with the request, and these messages live as long as the session.
    private static PositionOutcome.Positioned Own(PositionOutcome.Positioned position) =>
        position with { Appended = [.. position.Appended.Select(message => message.Owned())] };

    private TurnPreparation Splice(
        SessionHead head, PositionOutcome.Positioned position, ChatRequest request, TemplateArguments arguments)
    {
        if (FirstSpecialToken(position) is { } refused)
        {
            return new TurnPreparation.Failed(refused);
        }

        var outcome = model.Splicer.Splice(new()
        {
            Prefix = position.Parent?.Tokens ?? TokenBuffer.Empty,
            Stored = position.Parent?.Messages ?? [],
            Appended = position.Appended,
            ClosesPrefix = position.Parent is { IsTruncated: true },
            Tools = request.Tools,
            Arguments = arguments,
            Now = head.CreatedAt,
        });
        return outcome switch
        {
            SpliceOutcome.NotAppendOnly broken => new TurnPreparation.Failed(Problems.NotAppendOnly(broken)),
            SpliceOutcome.Spliced spliced => Check(position, spliced, request, arguments),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Only new messages are looked at: what is stored was accepted under the setting of its time.</summary>
    private Problem? FirstSpecialToken(PositionOutcome.Positioned position)
    {
        var start = position.Parent?.MessageCount ?? 0;
        return position.Appended.Index()
            .Select(message => model.Guard?.FindIn(message.Item) is { } token ? Problems.SpecialToken(start + message.Index, token) : null)
            .FirstOrDefault(problem => problem is not null);
    }

    private TurnPreparation Check(
        PositionOutcome.Positioned position, SpliceOutcome.Spliced spliced, ChatRequest request, TemplateArguments arguments) =>
        TurnPlan.Create(
            position, spliced.PromptIds, spliced.Segments, spliced.ReplacedCount, model.Family.MaxTrimTokens) switch
        {
            PlanOutcome.PrefixBroken broken => new TurnPreparation.Failed(Problems.PrefixMismatch(broken, model.Renderer)),
            PlanOutcome.Planned planned => new TurnPreparation.Ready(planned.Plan, EngineBody.Build(request.Body, arguments)),
            _ => throw new UnreachableException(),
        };
}
