package dev.underpin.schema.yaml.read;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What reading one file goes by.
 *
 * @param probing true where a branch of another engine stands in for one that is missing, since
 *     only the form is checked
 * @param sawChoice set where a value was a mapping from engine to value, so that every branch is
 *     worth checking
 */
record ReadOptions(
    SourceText source,
    EngineWords engines,
    ProblemCollector problems,
    boolean probing,
    AtomicBoolean sawChoice) {}
