using System.Text.Json;
using Tito.Core.Messages;
using Tito.Engines;

namespace Tito.Tests.Unit.Engines;

/// <summary>
/// The sampling of a stored request, by one set of names. What the wires call it: SGLang, <c>sampling_params.py</c> (SamplingParams) and
/// <c>protocol.py</c> (ChatCompletionRequest); vLLM, <c>sampling_params.py</c> and <c>completion/protocol.py</c>.
/// </summary>
public sealed class SentSamplingTests
{
    [Theory]
    [InlineData(
        "sglang",
        """{"sampling_params":{"max_new_tokens":64,"temperature":0.70,"top_p":0.9,"top_k":-1,"min_p":0,"sampling_seed":7,"min_new_tokens":2,"repetition_penalty":1.1,"stop":["\n"],"skip_special_tokens":false},"return_logprob":true}""",
        """{"temperature":0.70,"top_p":0.9,"top_k":-1,"min_p":0,"repetition_penalty":1.1,"stop":["\n"],"max_completion_tokens":64,"seed":7,"min_tokens":2}""")]
    [InlineData(
        "sglang-chat",
        """{"model":"m","temperature":1,"max_tokens":5,"seed":7,"frequency_penalty":0.5,"presence_penalty":null,"max_completion_tokens":9,"logprobs":true}""",
        """{"temperature":1,"seed":7,"frequency_penalty":0.5,"max_completion_tokens":9}""")]
    [InlineData(
        "vllm",
        """{"max_tokens":16,"temperature":0,"ignore_eos":true,"logprobs":0,"return_token_ids":true,"skip_special_tokens":false}""",
        """{"temperature":0,"ignore_eos":true,"max_completion_tokens":16}""")]
    [InlineData(
        "vllm-generate",
        """{"sampling_params":{"max_tokens":16,"seed":18446744073709551615,"logit_bias":{"5":-100}},"return_token_ids":true}""",
        """{"seed":18446744073709551615,"logit_bias":{"5":-100},"max_completion_tokens":16}""")]
    [InlineData(null, """{"temperature":0.5,"tools":[]}""", """{"temperature":0.5}""")]
    [InlineData("of-another-release", """{"temperature":0.5}""", """{"temperature":0.5}""")]
    [InlineData("sglang", """{"return_logprob":true}""", "{}")]
    [InlineData("sglang", """{"sampling_params":[1]}""", "{}")]
    [InlineData("vllm", "[]", "{}")]
    public void Write_OfAStoredRequest_HasWhatWasSentByOneSetOfNames(string? engine, string request, string expected) => Assert.Equal(
        expected, JsonBytes.Text(json => SentSampling.Write(json, engine, JsonElement.Parse(request))));
}
