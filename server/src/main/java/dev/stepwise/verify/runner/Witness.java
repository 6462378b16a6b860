package dev.stepwise.verify.runner;

import dev.stepwise.verify.runner.value.Copier;
import dev.stepwise.verify.runner.value.Maker;
import dev.stepwise.verify.runner.value.Texts;
import dev.stepwise.verify.runner.value.Value;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers questions with the classes of one loader. Its static fields live as long as it does. */
public final class Witness implements AutoCloseable {
  /** Steps of the unchanged code; what takes longer is not asked, since hundreds are. */
  private static final long STEPS = 100_000;

  /** A variant may take as many times the unchanged code's steps, and some. */
  private static final long MORE_STEPS = 20;

  private static final long LEAST_STEPS = 20_000;

  /** Steps spent on questions that a variant did not end with; after that it is not asked more. */
  private static final long PATIENCE = 20_000_000;

  /** Stands for any answer where it does not matter which. */
  public static final long SOME = 3;

  private static final long NONE = 0;
  private static final long ENDLESS = 1;
  private static final long THROWS = 2;

  private final CandidateLoader loader;
  private final StepMeter meter;
  private final Map<Calls.Method, Method> methods = new HashMap<>();
  private long endless;

  Witness(CandidateLoader loader) {
    this.loader = loader;
    this.meter = loader.meter();
  }

  /**
   * An answer.
   *
   * @param sign equal for the same result, the same arguments and the same receiver afterwards, or
   *     the same class of exception
   * @param isOne whether it returned, and what it returned can be compared
   * @param steps that it took
   */
  record Answer(long sign, boolean isOne, long steps) {}

  Answer unchanged(Interview.Question question) {
    return answer(question, STEPS);
  }

  /**
   * @param steps that the unchanged code took
   */
  Answer variant(Interview.Question question, long steps) {
    if (endless >= PATIENCE) {
      return new Answer(ENDLESS, false, 0);
    }
    Answer answer = answer(question, LEAST_STEPS + MORE_STEPS * steps);
    endless += answer.sign() == ENDLESS ? answer.steps() : 0;
    return answer;
  }

  private Answer answer(Interview.Question question, long steps) {
    meter.allow(steps);
    Thread.currentThread().setContextClassLoader(loader);
    Answer answer = ask(question);
    boolean exceeded = meter.exceeded();
    long taken = meter.taken();
    meter.allow(Long.MAX_VALUE);
    return exceeded
        ? new Answer(ENDLESS, false, taken)
        : new Answer(answer.sign(), answer.isOne(), taken);
  }

  private Answer ask(Interview.Question question) {
    Answer none = new Answer(NONE, false, 0);
    try {
      Maker maker = new Maker(loader, question.base());
      List<@Nullable Object> objects = new ArrayList<>();
      for (Value argument : question.arguments()) {
        objects.add(maker.make(argument));
      }
      int own = question.method().isStatic() ? 0 : 1;
      Object receiver = own == 0 ? null : objects.getFirst();
      Method method = method(question.method());
      Object result = method.invoke(receiver, objects.subList(own, objects.size()).toArray());
      objects.addFirst(result);
      Optional<List<Value>> after = new Copier(loader).copy(objects.toArray());
      return after.map(a -> new Answer(sign(Texts.of(a)), true, 0)).orElse(none);
    } catch (InvocationTargetException thrown) {
      Throwable cause = thrown.getCause();
      String name = cause == null ? "" : cause.getClass().getName();
      return new Answer(THROWS ^ sign(name), false, 0);
    } catch (ReflectiveOperationException
        | RuntimeException
        | LinkageError
        | StackOverflowError e) {
      // The objects cannot be made: a constructor of a record refuses them, say.
      return none;
    } catch (StepLimit making) {
      return none;
    }
  }

  private Method method(Calls.Method of) throws ReflectiveOperationException {
    Method known = methods.get(of);
    if (known == null) {
      Class<?> type = Class.forName(of.className(), true, loader);
      MethodType parameters = MethodType.fromMethodDescriptorString(of.descriptor(), loader);
      known = type.getDeclaredMethod(of.name(), parameters.parameterArray());
      known.setAccessible(true);
      methods.put(of, known);
    }
    return known;
  }

  /** FNV-1a; never one of the signs with a meaning of their own. */
  private static long sign(String text) {
    long sign = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      sign = (sign ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (sign & ~7L) | 4;
  }

  @Override
  public void close() throws IOException {
    meter.allow(0);
    loader.close();
  }
}
