package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.Origins;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What reading one file goes by.
 *
 * @param probing true where a branch of another engine stands in for one that is missing, since
 *     only the form is checked
 * @param sawChoice set where a value was a mapping from engine to value, so that every branch is
 *     worth checking
 * @param ignores takes what {@code x-ignore} says
 */
record ReadOptions(
    SourceText source,
    EngineWords engines,
    ProblemCollector problems,
    boolean probing,
    AtomicBoolean sawChoice,
    List<Origins.Ignore> ignores) {}
