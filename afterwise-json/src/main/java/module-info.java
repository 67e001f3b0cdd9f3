/** The JSON form of the domain, the YAML form of plans, and the lines of imported executions. */
module dev.afterwise.json {
    requires transitive dev.afterwise;
    requires org.snakeyaml.engine;
    requires tools.jackson.core;

    exports dev.afterwise.json;

    provides dev.afterwise.FactLines with
            dev.afterwise.json.TraceLines;
    provides dev.afterwise.plan.PlanFiles with
            dev.afterwise.json.YamlPlanFiles;
}
