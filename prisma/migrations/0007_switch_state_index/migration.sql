-- What a user still warms, without reading every switch that they ever made.
CREATE INDEX "Switch_state_userId_idx" ON "Switch"("state", "userId");
