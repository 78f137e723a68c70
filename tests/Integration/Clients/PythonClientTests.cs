using System.Text.Json;
using Tito.Tests.Integration.Fronts;
using Tito.Tests.Integration.Samples;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Clients;

/// <summary><c>clients/python/tito.py</c>, run by a Python that has numpy, against a server over real HTTP.</summary>
public sealed class PythonClientTests
{
    private const string Script =
        """
        import json, sys, urllib.request
        import numpy as np
        from tito import Sample, Samples, Tito, TitoError, from_line
        tito = Tito(sys.argv[1])
        session = tito.open(id="py", group="g", metadata={"k": "Zürich"})
        body = json.dumps({"messages": [{"role": "user", "content": "Hello"}]}).encode()
        request = urllib.request.Request(session.base_url + "/chat/completions", body, {"Content-Type": "application/json"})
        urllib.request.urlopen(request).read()
        state = session.wait(timeout=20)
        session.abort()
        annotated = session.annotate(0, reward=-0.5, metadata={"judge": "j"})
        session.annotate(annotated["response_id"], reward=0.5)
        session.close(reward=0.1, metadata={"k2": "v2"})
        tito.open(id="empty", group="g")
        tito.open(id="other")
        def told(sample):
            return {"tokens": sample.tokens.tolist(), "mask": sample.loss_mask.tolist(), "logprobs": sample.logprobs.tolist(),
                    "types": [str(sample.tokens.dtype), str(sample.loss_mask.dtype), str(sample.logprobs.dtype)],
                    "experts": None if sample.routed_experts is None else list(sample.routed_experts.shape),
                    "status": sample.status, "reward": sample.reward, "said": sample.metadata["tito_session"],
                    "turns": sample.turns, "rewards": sample.turn_rewards().tolist()}
        many = list(tito.collect(group="g", state="complete,empty"))
        said = [one.session_id for one in tito.collect(metadata={"k": "Zürich", "k2": "v2"}, reward_min=0.1)]
        try:
            list(tito.collect(colour="blue"))
        except TitoError as refused:
            error = [refused.status, refused.code]
        none = session.collect(agents=["nobody"])
        assert list(none) == [] and none.empty_reason == "no_agent", none.fields
        assert session.collect().empty_reason is None and session.collect().fields["session_metadata"]
        damaged = {"session_id": "d", "error": {"code": "journal_corrupt"}}
        assert from_line(damaged).error["code"] == "journal_corrupt" and from_line(damaged).samples == []
        assert Samples([], {"session_metadata": {"sessions": [{"session_id": "e"}, damaged]}}).failed == [damaged]
        assert session.collect().failed == []
        def rewards(response, *turns):
            told = [{"turn": at, "start": start, "end": end, "reward": reward} for at, (start, end, reward) in enumerate(turns)]
            tokens, zeros = np.arange(3 + response), np.zeros(response)
            return Sample(tokens, zeros, zeros, None, {"metadata": {"tito_turns": told}}).turn_rewards().tolist()
        assert rewards(6, (3, 5, 1.0), (7, 7, 0.5), (8, 9, 2.0)) == [0, 1.5, 0, 0, 0, 2.0]
        assert rewards(2, (3, 3, None), (4, 5, 2.0)) == [0, 2.0]
        assert rewards(0, (3, 3, None)) == []
        for response, turns in ((0, [(3, 3, 0.5)]), (2, [(3, 3, 0.5), (4, 5, 2.0)])):
            try:
                rewards(response, *turns)
                raise SystemExit("a reward was dropped")
            except ValueError as refused:
                assert "turn 0 has the reward 0.5" in str(refused), refused
        print(json.dumps({"state": state, "file": [told(s) for s in session.collect()], "ids": [one.session_id for one in many],
                          "lines": [told(s) for one in many for s in one.samples], "error": error, "said": said,
                          "limited": [one.session_id for one in tito.collect(limit=2)]}))
        """;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_OpensWaitsAndCollects_WhatTheServerHas()
    {
        ThisProcess.Only("the client speaks to the root");
        var python = await FindAsync();
        Assert.SkipWhen(python is null, "no Python with numpy here; TITO_PYTHON may name one");
        await using var server = await SimulatedServer.StartAsync(seed: 3, ServedModel.Qwen3.Recording(new(Layers: 2, TopK: 2, Additive: false)), Ends);
        using var client = new SessionClient(server.Root, Ends);

        using var run = ProgramRun.Start(
            python!, ["-c", Script, server.Root.ToString()], ("PYTHONPATH", Repository.PathTo("clients", "python")), ("PYTHONDONTWRITEBYTECODE", "1"));
        var end = await run.EndAsync(Ends);

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        var told = JsonElement.Parse(end.Output);
        var file = SamplesFile.Read(await client.PostAsync("sessions/py/samples", "{}"));
        foreach (var sample in new[] { told.GetProperty("file")[0], told.GetProperty("lines")[0] })
        {
            Assert.Equal(file.Tensors["tokens.0"].Longs, sample.GetProperty("tokens").EnumerateArray().Select(id => id.GetInt64()));
            Assert.Equal(file.Tensors["loss_mask.0"].Bytes.ToArray(), sample.GetProperty("mask").EnumerateArray().Select(bit => bit.GetByte()));
            Assert.Equal(file.Tensors["rollout_log_probs.0"].Doubles, sample.GetProperty("logprobs").EnumerateArray().Select(value => value.GetDouble()));
            Assert.Equal(file.Tensors["rollout_routed_experts.0"].Shape, sample.GetProperty("experts").EnumerateArray().Select(size => size.GetInt64()));
            Assert.Equal("""["int64", "uint8", "float64"]""", sample.GetProperty("types").GetRawText());
            Assert.Equal(0.1, sample.GetProperty("reward").GetDouble());
            var turn = Assert.Single(sample.GetProperty("turns").EnumerateArray());
            Assert.Equal((0.5, "j"), (turn.GetProperty("reward").GetDouble(), turn.GetProperty("metadata").GetProperty("judge").GetString()));
            var at = turn.GetProperty("end").GetInt32() - 1 - (file.Tensors["tokens.0"].Longs.Length - file.Tensors["loss_mask.0"].Bytes.Length);
            Assert.Equal(Enumerable.Range(0, file.Tensors["loss_mask.0"].Bytes.Length).Select(index => index == at ? 0.5 : 0), sample.GetProperty("rewards").EnumerateArray().Select(value => value.GetDouble()));
            Assert.Equal("Zürich", sample.GetProperty("said").GetProperty("metadata").GetProperty("k").GetString());
        }

        Assert.Equal("""["py"]""", told.GetProperty("said").GetRawText());
        Assert.Equal("complete", told.GetProperty("state").GetString());
        Assert.Equal("""["empty", "py"]""", told.GetProperty("ids").GetRawText());
        Assert.Equal("""["empty", "other"]""", told.GetProperty("limited").GetRawText());
        Assert.Equal("""[400, "invalid_request"]""", told.GetProperty("error").GetRawText());
    }

    /// <summary>The first Python here that has numpy; null for none.</summary>
    private static async Task<string?> FindAsync()
    {
        foreach (var python in new[] { Environment.GetEnvironmentVariable("TITO_PYTHON"), "python3", "/usr/bin/python3" }.OfType<string>())
        {
            try
            {
                if ((await ProgramRun.RunAsync(python, ["-c", "import numpy"], "", Ends)).ExitCode == 0)
                {
                    return python;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // There is no such program.
            }
        }

        return null;
    }
}
