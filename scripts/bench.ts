/** What `npm run bench` starts. */
import "../bench/main";
