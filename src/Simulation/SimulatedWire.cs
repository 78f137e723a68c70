using System.Text.Json.Serialization;

namespace Tito.Simulation;

/// <summary>A wire format that a simulated engine can speak, with the control routes of the server whose format it is.</summary>
public enum SimulatedWire
{
    /// <summary>SGLang's own <c>/generate</c>.</summary>
    [JsonStringEnumMemberName("sglang")]
    SgLang,

    /// <summary>SGLang's <c>/v1/chat/completions</c> with <c>input_ids</c>.</summary>
    [JsonStringEnumMemberName("sglang-chat")]
    SgLangChat,

    /// <summary>vLLM's <c>/v1/completions</c> with a prompt of token ids.</summary>
    [JsonStringEnumMemberName("vllm")]
    Vllm,

    /// <summary>vLLM's <c>/inference/v1/generate</c>.</summary>
    [JsonStringEnumMemberName("vllm-generate")]
    VllmGenerate,
}
