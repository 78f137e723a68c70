using Tito.Jinja;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Tests.Golden.Templates;

/// <summary>A syntax tree as the S-expression that <c>tools/oracle/templates/syntax_dump.py</c> writes.</summary>
internal static class SyntaxDump
{
    public static string Of(IEnumerable<Statement> statements) => $"[{string.Join(' ', statements.Select(Of))}]";

    private static string Of(Statement statement) => statement switch
    {
        Statement.Literal text => $"(text {PythonText.Repr(text.Text)})",
        Statement.Print print => $"(print {Of(print.Expression)})",
        Statement.If choice => $"(when{string.Concat(choice.Branches.Select(branch => $" {Of(branch.Test)} {Of(branch.Body)}"))} {Of(choice.Otherwise)})",
        Statement.For loop => $"(for {Of(loop.Target)} {Of(loop.Iterable)} {Of(loop.Test)} {(loop.IsRecursive ? "recursive" : "-")} {Of(loop.Body)} {Of(loop.Otherwise)})",
        Statement.Set set => $"(set {Of(set.Target)} {Of(set.Value)})",
        Statement.SetBlock set => $"(setblock {Of(set.Target)} {Of(set.Filter)} {Of(set.Body)})",
        Statement.Macro macro => $"(macro {macro.Name} {Of(macro.Signature)} {Of(macro.Body)})",
        Statement.CallBlock call => $"(callblock {Of(call.Signature)} {Of(call.Call)} {Of(call.Body)})",
        Statement.FilterBlock block => $"(filterblock {Of(block.Filter)} {Of(block.Body)})",
        Statement.With with => $"(with{string.Concat(with.Bindings.Select(pair => $" {Of(pair.Target)}={Of(pair.Value)}"))} {Of(with.Body)})",
        Statement.Generation generation => $"(generation {Of(generation.Body)})",
        Statement.Break => "(break)",
        _ => "(continue)",
    };

    private static string Of(Expression? expression) => expression switch
    {
        null => "-",
        Expression.Literal literal => Of(literal.Value),
        Expression.Variable name => name.Name,
        Expression.NamespaceTarget space => $"{space.Name}.{space.Field}",
        Expression.Tuple tuple => $"(tuple {Of(tuple.Items)})",
        Expression.List list => $"(list {Of(list.Items)})",
        Expression.Dict dict => $"(dict{string.Concat(dict.Pairs.Select(pair => $" {Of(pair.Key)}:{Of(pair.Value)}"))})",
        Expression.Conditional choice => $"(if {Of(choice.Condition)} {Of(choice.Then)} {Of(choice.Otherwise)})",
        Expression.Logical logical => $"({(logical.IsAnd ? "and" : "or")} {Of(logical.Left)} {Of(logical.Right)})",
        Expression.Not not => $"(not {Of(not.Operand)})",
        Expression.Compare compare => $"(compare {Of(compare.First)}{string.Concat(compare.Rest.Select(rest => $" {NameOf(rest.Operator)} {Of(rest.Operand)}"))})",
        Expression.Binary binary => $"({SymbolOf(binary.Operator)} {Of(binary.Left)} {Of(binary.Right)})",
        Expression.Unary unary => $"({(unary.IsNegation ? "neg" : "pos")} {Of(unary.Operand)})",
        Expression.Concat concat => $"(~ {Of(concat.Operands)})",
        Expression.Attribute attribute => $"(attr {Of(attribute.Target)} {attribute.Name})",
        Expression.Item item => $"(item {Of(item.Target)} {Of(item.Key)})",
        Expression.Slice slice => $"(slice {Of(slice.Start)} {Of(slice.Stop)} {Of(slice.Step)})",
        Expression.Call call => $"(call {Of(call.Callee)}{Of(call.Arguments)})",
        Expression.Filter filter => $"(filter {filter.Name} {Of(filter.Target)}{Of(filter.Arguments)})",
        Expression.Test test => $"(test {test.Name} {Of(test.Target)}{Of(test.Arguments)})",
        _ => throw new ArgumentException(expression.GetType().Name),
    };

    private static string Of(IEnumerable<Expression> expressions) => $"[{string.Join(' ', expressions.Select(Of))}]";

    private static string Of(MacroSignature signature) =>
        $"({string.Join(' ', signature.Parameters.Select(parameter => parameter.Name))} = {string.Join(' ', signature.Defaults.Select(Of))})";

    private static string Of(CallArguments arguments) => string.Concat(arguments.Positional.Select(argument => " " + Of(argument)))
        + string.Concat(arguments.Keywords.Select(keyword => $" {keyword.Name}={Of(keyword.Value)}"))
        + (arguments.Spread is null ? "" : $" *{Of(arguments.Spread)}")
        + (arguments.KeywordSpread is null ? "" : $" **{Of(arguments.KeywordSpread)}");

    private static string Of(Value value) => value switch
    {
        StringValue text => PythonText.Repr(text.Text),
        IntegerValue integer => $"{integer.Value}",
        FloatValue number => FloatText.Repr(number.Value),
        BooleanValue boolean => $"{boolean.Value}",
        _ => "None",
    };

    private static string NameOf(CompareOperator operation) => operation switch
    {
        CompareOperator.Equal => "eq",
        CompareOperator.NotEqual => "ne",
        CompareOperator.Less => "lt",
        CompareOperator.LessOrEqual => "lteq",
        CompareOperator.Greater => "gt",
        CompareOperator.GreaterOrEqual => "gteq",
        CompareOperator.In => "in",
        _ => "notin",
    };

    private static string SymbolOf(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.FloorDivide => "//",
        BinaryOperator.Modulo => "%",
        _ => "**",
    };
}
