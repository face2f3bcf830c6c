package dev.underpin.runner.session;

import dev.underpin.schema.error.UnderpinException;
import java.util.ServiceLoader;

/** The engines on the class path that changes can be made to. */
final class EngineRunners {
  private EngineRunners() {}

  static EngineRunner of(String engineId) {
    for (EngineRunner runner :
        ServiceLoader.load(EngineRunner.class, EngineRunner.class.getClassLoader())) {
      if (runner.engineId().equals(engineId)) return runner;
    }
    throw UnderpinException.failed("There is no engine called \"" + engineId + "\" here.");
  }
}
