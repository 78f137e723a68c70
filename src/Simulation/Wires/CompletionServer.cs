using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tito.Simulation.Generations;

namespace Tito.Simulation.Wires;

/// <summary>Serves requests for completions, whichever wire they come by, with the faults that strike them.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class CompletionServer(Scheduler scheduler, int contextLength)
{
    private const int FailedStatus = StatusCodes.Status500InternalServerError;
    private const string Busy = "The simulated engine is busy on purpose.";
    private const string Failed = "The simulated engine failed on purpose.";

    /// <summary>Serves one request.</summary>
    public async Task ServeAsync(HttpContext context, ICompletionWire wire)
    {
        WireRequest request;
        try
        {
            request = wire.Read(await RequestFields.BodyAsync(context).ConfigureAwait(false));
            if (request.Generation.PromptIds.Length is var count && count >= contextLength)
            {
                throw new WireRefusal($"The input ({count} tokens) is longer than the model's context length ({contextLength} tokens).");
            }
        }
        catch (WireRefusal refusal)
        {
            const int Status = StatusCodes.Status400BadRequest;
            await JsonReply.SendAsync(context, Status, json => wire.WriteError(json, Status, refusal.Message)).ConfigureAwait(false);
            return;
        }

        var admitted = scheduler.Admit(request.Generation);
        var fault = admitted.Fault;
        if (fault is { Kind: SimulatedFaultKind.Refuse })
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter?.ToString(CultureInfo.InvariantCulture);
            await JsonReply.SendAsync(context, fault.Status, json => wire.WriteError(json, fault.Status, Busy)).ConfigureAwait(false);
            return;
        }

        GenerationEnd? end = null;
        using var generation = scheduler.Begin(request.Generation, admitted);
        try
        {
            end = request.Stream
                ? await StreamAsync(context, wire, request.Answer, generation).ConfigureAwait(false)
                : await AnswerAsync(context, wire, request.Answer, generation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away, and the count says so.
        }
        finally
        {
            scheduler.End(generation, end);
        }

        if (end is { Kind: EndKind.Drop } && !context.Response.HasStarted)
        {
            context.Abort();
        }
        else if (end is { Kind: EndKind.Drop or EndKind.HalfBody })
        {
            // An exception makes the server close the connection after what was sent; to abort it could take that back.
            throw new IOException("The simulated engine breaks its answer off on purpose.");
        }
    }

    private static async Task<GenerationEnd?> AnswerAsync(
        HttpContext context, ICompletionWire wire, WireAnswer answer, Generation generation)
    {
        GenerationEnd? end = null;
        await foreach (var step in generation.PlayAsync(context.RequestAborted).ConfigureAwait(false))
        {
            end = step.End;
        }

        await (end switch
        {
            { Kind: EndKind.Drop } => Task.CompletedTask,
            { Kind: EndKind.Error } => JsonReply.SendAsync(context, FailedStatus, json => wire.WriteError(json, FailedStatus, Failed)),
            { Kind: EndKind.HalfBody } => JsonReply.SendHalfAsync(
                context, StatusCodes.Status200OK, json => answer.WriteWhole(json, generation, new(EndKind.Length))),
            _ => JsonReply.SendAsync(context, StatusCodes.Status200OK, json => answer.WriteWhole(json, generation, end!)),
        }).ConfigureAwait(false);
        return end;
    }

    private static async Task<GenerationEnd?> StreamAsync(
        HttpContext context, ICompletionWire wire, WireAnswer answer, Generation generation)
    {
        var frames = new EventFrames(context);
        await frames.StartAsync().ConfigureAwait(false);
        await foreach (var step in generation.PlayAsync(context.RequestAborted).ConfigureAwait(false))
        {
            switch (step.End)
            {
                case { Kind: EndKind.Drop }:
                    return step.End;
                case { Kind: EndKind.HalfBody }:
                    await frames.SendHalfAsync().ConfigureAwait(false);
                    return step.End;
                case { Kind: EndKind.Error }:
                    await frames.SendAsync(json => wire.WriteError(json, FailedStatus, Failed)).ConfigureAwait(false);
                    await frames.EndAsync().ConfigureAwait(false);
                    return step.End;
            }

            foreach (var frame in answer.Frames(generation, step))
            {
                await frames.SendAsync(frame).ConfigureAwait(false);
            }

            if (step.End is not null)
            {
                await frames.EndAsync().ConfigureAwait(false);
                return step.End;
            }
        }

        return null;
    }
}
