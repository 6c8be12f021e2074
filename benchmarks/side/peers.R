# R at the common task: Rscript peers.R TOOL TRIALS.csv. One row per trial (another model, near the
# same answer), Efron ties; reading the file does not count.
args <- commandArgs(trailingOnly = TRUE)
suppressMessages(library(survival))
d <- read.csv(args[2])
levels <- paste(grep("^x", names(d), value = TRUE), collapse = "+")
terms <- paste("arm + sick + met1 + met2 + I(m/100) + I((m/100)^2) +", levels)
began <- proc.time()
if (args[1] == "coxph") {
  fit <- coxph(as.formula(paste("Surv(n, event) ~", terms)), data = d)
} else {
  fit <- coxph(as.formula(paste("Surv(n, event) ~", terms)), data = d, cluster = ID)
}
took <- proc.time() - began
cat(sprintf('{"cpu": %f, "wall": %f, "beta": %.12f, "se": %.12f, "rows": %d}\n',
            took[["user.self"]] + took[["sys.self"]], took[["elapsed"]], coef(fit)[["arm"]],
            sqrt(vcov(fit)["arm", "arm"]), nrow(d)))
