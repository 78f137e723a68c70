using Tito.Jinja.Source;

namespace Tito.Jinja.Rendering;

/// <summary>The state of one render: output, budgets, time, and where evaluation stands. Used by one thread.</summary>
internal sealed class RenderState
{
    /// <summary>Characters or elements that are made for one step.</summary>
    private const int UnitsPerStep = 16;

    private long _steps;
    private int _callDepth;

    public RenderState(TemplateLimits limits, DateTimeOffset now)
    {
        Limits = limits;
        Now = now;
        Output = new OutputBuffer(limits.MaxOutputLength);
        _steps = limits.MaxSteps;
    }

    public TemplateLimits Limits { get; }

    public DateTimeOffset Now { get; }

    public OutputBuffer Output { get; }

    /// <summary>The construct that is about to be evaluated: where a fault happened, if one happens now.</summary>
    public SourceSpan Position { get; set; }

    /// <summary>Pays for work.</summary>
    public void Charge(int steps)
    {
        _steps -= steps;
        if (_steps < 0)
        {
            throw EvaluationFault.Limit($"the template took more than {Limits.MaxSteps} steps");
        }
    }

    /// <summary>Pays for work and says whether the budget was enough.</summary>
    public bool TryCharge(int steps) => (_steps -= steps) >= 0;

    /// <summary>Pays for reading or making text or lists of a length.</summary>
    public void ChargeText(int length) => Charge(1 + (length / UnitsPerStep));

    /// <summary>Refuses a string or list that is about to grow too long.</summary>
    public void RequireTextLength(long length)
    {
        if (length > Limits.MaxStringLength)
        {
            throw EvaluationFault.Limit($"a string or list would grow longer than {Limits.MaxStringLength}");
        }
    }

    /// <summary>Refuses a length, and pays for it.</summary>
    public void Reserve(long length)
    {
        RequireTextLength(length);
        ChargeText((int)length);
    }

    public void EnterCall()
    {
        if (++_callDepth > Limits.MaxDepth)
        {
            throw EvaluationFault.Limit($"macros and recursive loops nest deeper than {Limits.MaxDepth} levels");
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    public void LeaveCall() => _callDepth--;
}
