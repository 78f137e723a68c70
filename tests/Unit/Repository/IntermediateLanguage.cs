using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Tito.Tests.Unit.Repository;

/// <summary>Reads the operands of compiled code (ECMA-335, partition III).</summary>
internal static class IntermediateLanguage
{
    private const byte TwoByteOpcode = 0xFE;

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(opcode => opcode.Value & ushort.MaxValue, opcode => opcode.OperandType);

    /// <summary>The metadata tokens of all types, methods and fields that the code names, in its order.</summary>
    internal static IEnumerable<int> MemberTokens(byte[] code)
    {
        for (var position = 0; position < code.Length;)
        {
            var opcode = code[position] == TwoByteOpcode ? TwoByteOpcode << 8 | code[position + 1] : code[position];
            position += opcode > byte.MaxValue ? 2 : 1;
            var operand = Operands[opcode];
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(position));
            }

            position += OperandLength(operand, code.AsSpan(position));
        }
    }

    private static int OperandLength(OperandType operand, ReadOnlySpan<byte> code) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(code)),
        _ => 4,
    };
}
