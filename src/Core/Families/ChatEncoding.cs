namespace Tito.Core.Families;

/// <summary>The formats that models publish as code instead of a chat template.</summary>
public enum ChatEncoding
{
    /// <summary>DeepSeek-V3.2: tool results follow the assistant's turn, reasoning is written in every turn.</summary>
    DeepSeekV32,

    /// <summary>DeepSeek-V4: tool results and user messages that stand side by side are one user turn.</summary>
    DeepSeekV4,
}
