/** What `npm run test:faults` starts. */
import "../e2e/faults/main";
