using System.ComponentModel;
using Tito.Tests.Unit.Repository.Samples.Lower;

namespace Tito.Tests.Unit.Repository.Samples.Upper;

/// <summary>One nested type for each way in which compiled code can name a type of another module.</summary>
public static class Uses
{
    public class InBaseType : TargetException;

    public interface IInBaseInterface : ITarget;

    public class InTypeConstraint<T>
        where T : ITarget;

    public static class InMethodConstraint
    {
        public static void Method<T>()
            where T : ITarget
        {
        }
    }

    public class InField
    {
        internal readonly TargetKind Kind = TargetKind.Second;
    }

    public abstract class InProperty
    {
        public abstract TargetException? Property { get; }
    }

    public abstract class InParameter
    {
        public abstract void Method(ref TargetException? parameter);
    }

    public abstract class InOutParameter
    {
        public abstract void Method(out TargetKind parameter);
    }

    public static class InLocal
    {
        public static string Method(InOutParameter other)
        {
            other.Method(out var kind);
            return $"{(int)kind}";
        }
    }

    public abstract class InTypeArgument
    {
        public abstract void Method(IReadOnlyDictionary<string, TargetException[]> parameter);
    }

    public abstract class InReturnType
    {
        public abstract ITarget? Method();
    }

    public abstract class InAttributeOfType
    {
        [Target]
        public abstract class Marked;
    }

    public abstract class InAttributeOfMember
    {
        [Target]
        public abstract int Property { get; }
    }

    public abstract class InAttributeOfParameter
    {
        public abstract void Method([Target] int parameter);
    }

    [TypeConverter(typeof(TargetException))]
    public abstract class InAttributeArgument;

    [DefaultValue(TargetKind.Second)]
    public abstract class InAttributeArgumentsType;

    [DefaultValue(new[] { typeof(TargetException) })]
    public abstract class InAttributeArgumentArray;

    public static class InTypeOf
    {
        public static string Method() => typeof(TargetException).Name;
    }

    public static class InCast
    {
        public static bool Method(object value) => value is ITarget;
    }

    public static class InCatch
    {
        public static void Method(Action action)
        {
            try
            {
                action();
            }
            catch (TargetException)
            {
            }
        }
    }

    public static class InCall
    {
        public static int Method() => TargetException.Number;
    }

    public static class InGenericCall
    {
        public static object? Method() => Activator.CreateInstance<TargetException>();
    }

    public static class InLambda
    {
        public static Func<int, int> Method(int number) => other => number + other + TargetException.Number;
    }

    public static class InAsyncMethod
    {
        public static async Task<int> Method()
        {
            await Task.Yield();
            return TargetException.Number;
        }
    }

    public static class InIterator
    {
        public static IEnumerable<int> Method()
        {
            yield return TargetException.Number;
        }
    }
}
