using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>Makes the attempts of this process at turns, each for the model under which its session was opened.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TurnAttempts
{
    private readonly SessionModel _model;
    private readonly Func<SessionModel, TurnAttempt> _make;

    /// <summary>The attempts over a journal and an engine.</summary>
    public TurnAttempts(ISessionJournal journal, IInferenceEngine engine, SessionModel model, TurnLimits limits, TimeProvider clock)
    {
        Deliveries = new(clock);
        Unsettled = new(journal, end => NotSettled?.Invoke(end), (id, intent, count) => Untold?.Invoke(id, intent, count), clock);
        _model = model;
        _make = served => new(
            journal, engine, served, limits, Deliveries, Unsettled, (id, intent, count) => Overtaken?.Invoke(id, intent, count), clock);
        Own = _make(model);
    }

    /// <summary>Which answers left this process whole.</summary>
    public TurnDeliveries Deliveries { get; }

    /// <summary>Those whose end the journal could not be told.</summary>
    public UnsettledAttempts Unsettled { get; }

    /// <summary>Hears of those whose key was another's when their completion came.</summary>
    public Action<string, TurnIntent, int>? Overtaken { get; set; }

    /// <summary>Hears of those whose end the journal could not be told yet, and of those of which it was told after all.</summary>
    public Action<UnsettledEnd>? NotSettled { get; set; }

    /// <summary>Hears of those whose end the journal was never told, with tokens that are lost.</summary>
    public Action<string, TurnIntent, int>? Untold { get; set; }

    /// <summary>Those for the served model.</summary>
    public TurnAttempt Own { get; }

    /// <summary>Those for a session; one that was stored under a template of an earlier release goes on under it.</summary>
    public TurnAttempt With(SessionModel served) => served == _model ? Own : _make(served);
}
