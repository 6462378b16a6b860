package dev.stepwise.repair.compile;

import java.util.List;

/** The registry: one line for each rule. */
public final class CompileRules {
  private CompileRules() {}

  /**
   * All rules.
   *
   * @param types where to import from
   */
  public static List<CompileRule> all(TypeNames types) {
    return List.of(
        new ImportType(types),
        new SimilarName(),
        new LengthForm(),
        new DeclareVariable(),
        new CreateMethod(),
        new Cast(),
        new LiteralOfType(),
        new ConvertValue(),
        new UnwrapOptional(),
        new EqualsForAssignment(),
        new ChangeVariableType(),
        new ChangeResultType(),
        new ReturnOfNothing(),
        new MissingReturnStatement(),
        new MissingToken(),
        new MissingClosingBrace(),
        new ExtraBrace(),
        new StrayCode(),
        new UnclosedLiteral(),
        new NotStatement(),
        new ReportedException(),
        new InitializeVariable(),
        new AlreadyDefined(),
        new UnreachableCode(),
        new ImplementMethod(),
        new StaticContext(),
        new NotFinal(),
        new FitArguments(),
        new SuperConstructor(),
        new ArrayOrCollection(),
        new LoopOverParts(),
        new PrimitiveCall(),
        new BadOperands(),
        new WrongOverride(),
        new UselessCatch(),
        new TryAlone(),
        new CapturedVariable(),
        new MethodHeader(),
        new MethodBody(),
        new OverrideAccess(),
        new LargeNumber(),
        new AbstractType(),
        new BoxedArgument(),
        new JumpOutside(),
        new SwitchDefault(),
        new DuplicateCase(),
        new GenericArray(),
        new HiddenMember(),
        new TypeOfVar(),
        new ClassName(),
        new Ambiguous(),
        new CyclicClass(),
        new ModifierHere(),
        new ReversedAssignment(),
        new CallWithoutValue(),
        new UndefinedOperatorWord());
  }
}
