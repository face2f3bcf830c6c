package dev.underpin.spring;

import dev.underpin.schema.error.UnderpinException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints why a start was stopped, in the words of the command, in place of a stack trace. */
class UnderpinFailureAnalyzer extends AbstractFailureAnalyzer<UnderpinException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, UnderpinException cause) {
    return new FailureAnalysis(cause.labelled(), action(cause.kind()), cause);
  }

  private static String action(UnderpinException.Kind kind) {
    return switch (kind) {
      case REFUSED ->
          "Do what the description says with the program underpin, and start again. With underpin.mode=none the application starts without it.";
      case FAILED ->
          "Run: underpin status. It says which steps have run, and what to do next. With underpin.mode=none the application starts without it.";
      case TIMEOUT ->
          "Start again, or let the start wait for longer (underpin.patience). With underpin.mode=none the application starts without it.";
      case USAGE -> "Correct the settings below underpin, and start again.";
    };
  }
}
