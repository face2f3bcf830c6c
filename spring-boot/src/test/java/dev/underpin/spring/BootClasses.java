package dev.underpin.spring;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** What a test asks of classes that have another package in Spring Boot 4 than in Spring Boot 3. */
final class BootClasses {
  private BootClasses() {}

  /** What the health endpoint of the actuator says about the database. */
  record Health(String status, Map<?, ?> details) {}

  static Health health(ApplicationContext context) {
    Object endpoint =
        context.getBean(
            either(
                "org.springframework.boot.actuate.health.HealthEndpoint",
                "org.springframework.boot.health.actuate.endpoint.HealthEndpoint"));
    Object health = call(endpoint, "healthForPath", (Object) new String[] {"underpin"});
    Object status = call(health, "getStatus");
    return new Health((String) call(status, "getCode"), (Map<?, ?>) call(health, "getDetails"));
  }

  static Class<?> either(String ofBoot3, String ofBoot4) {
    ClassLoader loader = BootClasses.class.getClassLoader();
    return ClassUtils.resolveClassName(
        ClassUtils.isPresent(ofBoot3, loader) ? ofBoot3 : ofBoot4, loader);
  }

  private static Object call(Object target, String name, Object... arguments) {
    Method method =
        Stream.of(target.getClass().getMethods())
            .filter(m -> m.getName().equals(name) && m.getParameterCount() == arguments.length)
            .findFirst()
            .orElseThrow();
    ReflectionUtils.makeAccessible(method);
    return ReflectionUtils.invokeMethod(method, target, arguments);
  }
}
